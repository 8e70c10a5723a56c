import { Button, Title, UnstyledButton } from '@mantine/core'
import {
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isScalarType,
} from 'graphql'
import type { Spot } from './find.ts'
import classes from './schema.module.css'
import { Described } from './words.tsx'

export type OperationKind = 'query' | 'mutation'

type SpotDetailProps = {
  schema: GraphQLSchema
  spot: Spot
  onOpen: (spot: Spot) => void
  onBegin: (kind: OperationKind, field: GraphQLField<unknown, unknown>) => void
}

/** One field with its arguments and its type, or one type with its fields. */
export function SpotDetail({ schema, spot, onOpen, onBegin }: SpotDetailProps) {
  const type = schema.getType(spot.type)
  const openType = (name: string) => onOpen({ type: name })
  if (spot.field === undefined) return type ? <TypeDetail type={type} onOpen={onOpen} /> : null
  const kind: OperationKind | undefined =
    type === schema.getQueryType() ? 'query' : type === schema.getMutationType() ? 'mutation' : undefined
  const field = isObjectType(type) ? type.getFields()[spot.field] : undefined
  const input = isInputObjectType(type) ? type.getFields()[spot.field] : undefined
  const shown = field ?? input
  if (!shown) return null
  return (
    <>
      <Title order={3} className={classes.heading}>
        {shown.name}
      </Title>
      <Described text={shown.description} />
      <p className={classes.line}>
        {field ? 'Answers' : 'Takes'} <TypeLink type={shown.type} onOpen={openType} />
      </p>
      {kind && field && (
        <div>
          <Button size="xs" variant="default" onClick={() => onBegin(kind, field)}>
            Add to the editor
          </Button>
        </div>
      )}
      {field && field.args.length > 0 && <Members title="Arguments" members={field.args} onOpen={openType} />}
    </>
  )
}

function TypeDetail({
  type,
  onOpen,
}: {
  type: NonNullable<ReturnType<GraphQLSchema['getType']>>
  onOpen: (spot: Spot) => void
}) {
  const openType = (name: string) => onOpen({ type: name })
  return (
    <>
      <Title order={3} className={classes.heading}>
        {type.name}
      </Title>
      <Described text={type.description} />
      {isScalarType(type) && !type.description && <p className={classes.line}>A scalar.</p>}
      {isInputObjectType(type) && type.isOneOf && (
        <p className={classes.line}>Exactly one of these is given.</p>
      )}
      {(isObjectType(type) || isInputObjectType(type)) && (
        <Members
          title="Fields"
          members={Object.values<GraphQLField<unknown, unknown> | GraphQLInputField>(type.getFields())}
          onOpen={openType}
        />
      )}
      {isEnumType(type) && (
        <ul className={classes.values} aria-label="Values">
          {type.getValues().map(({ name, description }) => (
            <li key={name}>
              <code className="kw-mono">{name}</code>
              <Described text={description} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

type Member = {
  name: string
  type: GraphQLOutputType | GraphQLInputType
  description?: string | null | undefined
}

function Members({
  title,
  members,
  onOpen,
}: {
  title: string
  members: readonly Member[]
  onOpen: (type: string) => void
}) {
  return (
    <section>
      <Title order={4} className={classes.title}>
        {title}
      </Title>
      <ul className={classes.members}>
        {members.map(({ name, type, description }) => (
          <li key={name}>
            <span className={classes.line}>
              <code className="kw-mono">{name}</code> <TypeLink type={type} onOpen={onOpen} />
            </span>
            <Described text={description} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A type as it is written, and the way to it. */
function TypeLink({
  type,
  onOpen,
}: {
  type: GraphQLOutputType | GraphQLInputType
  onOpen: (type: string) => void
}) {
  return (
    <UnstyledButton className={classes.link} onClick={() => onOpen(getNamedType(type).name)}>
      {String(type)}
    </UnstyledButton>
  )
}
