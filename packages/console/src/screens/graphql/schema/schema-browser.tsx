import { TextInput, UnstyledButton } from '@mantine/core'
import { IconChevronLeft, IconSearch } from '@tabler/icons-react'
import type { GraphQLField, GraphQLSchema } from 'graphql'
import { useEffect, useRef, useState } from 'react'
import { FieldList } from './field-list.tsx'
import { findSpots, type Spot } from './find.ts'
import classes from './schema.module.css'
import { type OperationKind, SpotDetail } from './spot-detail.tsx'

type SchemaBrowserProps = {
  schema: GraphQLSchema
  /** Begins an operation with a field of `Query` or `Mutation`. */
  onBegin: (kind: OperationKind, field: GraphQLField<unknown, unknown>) => void
}

/** What can be asked and changed, to search and to walk through. */
export function SchemaBrowser({ schema, onBegin }: SchemaBrowserProps) {
  const [search, setSearch] = useState('')
  const [way, setWay] = useState<readonly Spot[]>([])
  const spot = way.at(-1)
  const before = way.at(-2)
  const field = useRef<HTMLInputElement>(null)
  const look = (text: string) => {
    setSearch(text)
    setWay([])
  }
  const back = () => {
    setWay(way.slice(0, -1))
    if (way.length === 1) field.current?.focus()
  }
  return (
    <div className={classes.browser}>
      <TextInput
        ref={field}
        type="search"
        aria-label="Search the schema"
        placeholder="Search the schema"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={search}
        onChange={(event) => look(event.currentTarget.value)}
      />
      {spot ? (
        <Opened key={way.length + nameOf(spot)}>
          <UnstyledButton className={classes.back} onClick={back}>
            <IconChevronLeft size={16} aria-hidden />
            {before ? nameOf(before) : search ? `Found by “${search}”` : 'All operations'}
          </UnstyledButton>
          <SpotDetail
            schema={schema}
            spot={spot}
            onOpen={(next) => setWay([...way, next])}
            onBegin={onBegin}
          />
        </Opened>
      ) : (
        <Found schema={schema} search={search} onOpen={(next) => setWay([next])} />
      )}
    </div>
  )
}

/** Where one has come to: read from its top, by eyes and by screen readers. */
function Opened({ children }: { children: React.ReactNode }) {
  const top = useRef<HTMLDivElement>(null)
  useEffect(() => top.current?.focus(), [])
  return (
    <div ref={top} tabIndex={-1} className={classes.opened}>
      {children}
    </div>
  )
}

type FoundProps = { schema: GraphQLSchema; search: string; onOpen: (spot: Spot) => void }

function Found({ schema, search, onOpen }: FoundProps) {
  if (search.trim() === '')
    return (
      <>
        {[
          { title: 'Queries', type: schema.getQueryType() },
          { title: 'Mutations', type: schema.getMutationType() },
        ].map(
          ({ title, type }) =>
            type && (
              <FieldList
                key={title}
                title={title}
                schema={schema}
                spots={Object.keys(type.getFields()).map((field) => ({ type: type.name, field }))}
                onOpen={onOpen}
              />
            ),
        )}
      </>
    )
  const spots = findSpots(schema, search)
  if (spots.length === 0)
    return (
      <p className={classes.none} role="status">
        Nothing in the schema is called “{search}”.
      </p>
    )
  return <FieldList title="Found" schema={schema} spots={spots} onOpen={onOpen} />
}

const nameOf = ({ type, field }: Spot) => field ?? type
