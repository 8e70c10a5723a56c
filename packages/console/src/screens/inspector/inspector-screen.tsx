import type { Explanation } from '@keyward/contract'
import { IconZoomQuestion } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { announce } from '../../lib/announce.ts'
import { refusalTitle } from '../../lib/inspector/describe-verdict.ts'
import {
  type InspectorSearch,
  type Question,
  questionOf,
  toExplainInput,
} from '../../lib/inspector/inspector-question.ts'
import { catalogueQuery } from '../../lib/queries.ts'
import { whyNot } from '../../lib/rights.ts'
import { sectionsOf } from '../../lib/sections.ts'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { EmptyState } from '../../parts/page/empty-state.tsx'
import { NoRight } from '../../parts/page/no-right.tsx'
import { Page } from '../../parts/page/page.tsx'
import classes from './inspector.module.css'
import { QuestionForm } from './question-form.tsx'
import { VerdictPanel } from './verdict-panel.tsx'

const TITLE = 'Inspector'

/** Why a token is allowed or refused, step by step, and what it may do. */
export function InspectorScreen({ search }: { search: InspectorSearch }) {
  const membership = useMembership()
  const readable = sectionsOf(membership).some(({ name }) => name === 'inspector')
  if (!readable) return <NoRight title={TITLE} reason={whyNot(membership, 'read', 'mine')} />
  return (
    <Page
      title={TITLE}
      lead="Paste a token, or name its id, and a request: see the verdict step by step. Asking is no use of the token, and nothing that you paste is kept."
    >
      <Inspector search={search} />
    </Page>
  )
}

function Inspector({ search }: { search: InspectorSearch }) {
  const { client, organization } = useOrganization()
  const { data: catalogue } = useQuery(catalogueQuery(organization))
  const [question, setQuestion] = useState(() => questionOf(search))
  const [told, setTold] = useState<{ explanation: Explanation; stale: boolean }>()
  const fresh = useFreshSignIn()
  const explain = useAct((asked: Question) => fresh(() => client.explainVerdict(toExplainInput(asked))))

  const ask = async (asked: Question) => {
    const explanation = await explain.run(asked)
    if (!explanation) return
    setTold({ explanation, stale: false })
    const refused = refusalTitle(explanation)
    announce(refused ? `Refused. ${refused}.` : 'Allowed.')
  }
  const change = (changes: Partial<Question>) => {
    setQuestion((before) => ({ ...before, ...changes }))
    setTold((before) => before && { ...before, stale: true })
  }
  useWipe(
    useCallback(() => {
      setQuestion(questionOf({}))
      setTold(undefined)
    }, []),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: a link asks once, when it opens the page
  useEffect(() => {
    if (search.id) ask(question)
  }, [])

  return (
    <div className={classes.columns}>
      <QuestionForm
        question={question}
        onChange={change}
        catalogue={catalogue}
        pending={explain.pending}
        error={explain.error}
        onAsk={() => ask(question)}
      />
      {told ? (
        <VerdictPanel explanation={told.explanation} stale={told.stale} catalogue={catalogue} />
      ) : (
        <EmptyState icon={<IconZoomQuestion size={26} />} title="The verdict stands here">
          Each step that a verification takes: which passed, which failed and why, and what the token may do
          now.
        </EmptyState>
      )}
    </div>
  )
}

/** A page kept by the browser for its back button must not come back with a token in it. */
function useWipe(wipe: () => void) {
  useEffect(() => {
    window.addEventListener('pagehide', wipe)
    return () => window.removeEventListener('pagehide', wipe)
  }, [wipe])
}
