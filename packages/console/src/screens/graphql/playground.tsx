import { Tabs } from '@mantine/core'
import type { GraphQLField, GraphQLSchema } from 'graphql'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { LeaveDialog } from '../../parts/dialog/leave-dialog.tsx'
import { useMembership } from '../../parts/membership.tsx'
import { useWays } from '../../parts/ways.tsx'
import { AnswerPane } from './answer/answer-pane.tsx'
import { holdsOnce } from './answer/once.ts'
import { Editor } from './editor/editor.tsx'
import { queryLanguage, variablesLanguage } from './editor/languages.ts'
import { examplesFor } from './examples.ts'
import classes from './graphql.module.css'
import { RunBar, runKeys } from './run-bar.tsx'
import { SchemaBrowser } from './schema/schema-browser.tsx'
import type { OperationKind } from './schema/spot-detail.tsx'
import { freshName, starterOf } from './starter.ts'
import { useAsking } from './use-asking.ts'
import { useDesk } from './use-desk.ts'

type Side = 'answer' | 'schema'

/** Two editors, what was answered, and what can be asked. */
export function Playground({ schema }: { schema: GraphQLSchema }) {
  const examples = examplesFor(useMembership())
  const desk = useDesk(examples[0] ?? { text: '' })
  const asking = useAsking()
  const [side, setSide] = useState<Side>('schema')
  const [copied, setCopied] = useState(false)
  const [asked, setAsked] = useState(false)
  const beside = useRef<HTMLDivElement>(null)
  const hint = useId()
  const language = useMemo(() => queryLanguage(schema), [schema])
  const holding = !copied && asking.answered !== undefined && holdsOnce(asking.answered.text)
  const departure = useWays().useDeparture(holding)

  const runNow = () => {
    setAsked(false)
    setCopied(false)
    setSide('answer')
    asking.run(desk.asking)
  }
  const run = () => (holding ? setAsked(true) : runNow())
  const begin = (kind: OperationKind, field: GraphQLField<unknown, unknown>) => {
    const taken = desk.operations.map(({ name }) => name)
    const { text, variables } = starterOf(kind, field, freshName(field.name, taken))
    desk.append(text, variables)
  }
  // Below the editors on a phone, where an answer would come unseen.
  const came = asking.answered ?? asking.error
  useEffect(() => {
    if (came) beside.current?.scrollIntoView({ block: 'nearest' })
  }, [came])

  return (
    <>
      <RunBar
        operations={desk.operations}
        chosen={desk.chosen}
        onChoose={desk.choose}
        pending={asking.pending}
        onRun={run}
        onStop={asking.stop}
        examples={examples}
        onExample={({ text, variables }) => desk.replace(text, variables)}
      />
      <div className={classes.desk}>
        <div className={classes.writing}>
          <section className={classes.pane} aria-label="Query">
            <Editor
              label="Query"
              describedBy={hint}
              initial={desk.initial.text}
              empty="query { … }"
              language={language}
              view={desk.queryView}
              onWrite={desk.setWritten}
              onRun={run}
            />
          </section>
          <section className={classes.pane} aria-label="Variables">
            <h2 className={classes.label}>Variables</h2>
            <Editor
              label="Variables, as JSON"
              describedBy={hint}
              initial={desk.initial.variables}
              empty="{ }"
              language={variablesLanguage}
              view={desk.variablesView}
              onRun={run}
            />
          </section>
          <p id={hint} className={classes.hint}>
            {runKeys} runs · Ctrl+Space suggests · Tab leaves the editor
          </p>
        </div>
        <Tabs
          ref={beside}
          value={side}
          onChange={(value) => setSide(value === 'answer' ? 'answer' : 'schema')}
          className={classes.beside}
        >
          <Tabs.List>
            <Tabs.Tab value="answer">Answer</Tabs.Tab>
            <Tabs.Tab value="schema">Schema</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="answer" className={classes.panel}>
            <AnswerPane
              answered={asking.answered}
              pending={asking.pending}
              error={asking.error}
              onCopied={() => setCopied(true)}
            />
          </Tabs.Panel>
          <Tabs.Panel value="schema" className={classes.panel}>
            <SchemaBrowser schema={schema} onBegin={begin} />
          </Tabs.Panel>
        </Tabs>
      </div>
      <LeaveDialog
        opened={departure.asked || asked}
        onStay={() => (asked ? setAsked(false) : departure.stay())}
        onLeave={() => (asked ? runNow() : departure.leave())}
      />
    </>
  )
}
