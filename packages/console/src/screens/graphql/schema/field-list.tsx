import { Title, UnstyledButton } from '@mantine/core'
import { type GraphQLSchema, isInputObjectType, isObjectType } from 'graphql'
import type { Spot } from './find.ts'
import classes from './schema.module.css'
import { firstSentence } from './words.tsx'

type FieldListProps = {
  title: string
  schema: GraphQLSchema
  spots: readonly Spot[]
  onOpen: (spot: Spot) => void
}

/** Places of the schema, each with its type and what it is for. */
export function FieldList({ title, schema, spots, onOpen }: FieldListProps) {
  return (
    <section>
      <Title order={3} className={classes.title}>
        {title}
      </Title>
      <ul className={classes.list}>
        {spots.map((spot) => {
          const { name, type, description } = describe(schema, spot)
          return (
            <li key={`${spot.type}.${spot.field}`}>
              <UnstyledButton className={classes.entry} onClick={() => onOpen(spot)}>
                <span className={classes.name}>
                  <span>{name}</span>
                  {type && <span className={classes.type}>{type}</span>}
                </span>
                {description && <span className={classes.says}>{firstSentence(description)}</span>}
              </UnstyledButton>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function describe(schema: GraphQLSchema, spot: Spot) {
  const holder = schema.getType(spot.type)
  const fields = isObjectType(holder) || isInputObjectType(holder) ? holder.getFields() : undefined
  const field = spot.field ? fields?.[spot.field] : undefined
  const inside = field && holder !== schema.getQueryType() && holder !== schema.getMutationType()
  return {
    name: field ? `${inside ? `${spot.type}.` : ''}${field.name}` : spot.type,
    type: field ? String(field.type) : undefined,
    description: (field ?? holder)?.description,
  }
}
