import { Tabs, Text } from '@mantine/core'
import type { Snippet } from '../../lib/token/snippets.ts'
import { CodeLine } from '../code-line.tsx'
import classes from './snippets.module.css'

type SnippetsProps = {
  label: string
  snippets: readonly Snippet[]
  /** Something was copied that holds the value. */
  onCopied: () => void
}

/** Lines to copy, one way of using a value behind each tab; a single one stands alone. */
export function Snippets({ label, snippets, onCopied }: SnippetsProps) {
  const [first] = snippets
  if (!first) return null
  const panel = (snippet: Snippet) => <Code snippet={snippet} onCopied={onCopied} />
  return (
    <div>
      <Text size="sm" fw={500} mb={6}>
        {label}
      </Text>
      {snippets.length === 1 ? (
        panel(first)
      ) : (
        <Tabs
          defaultValue={first.tab}
          keepMounted={false}
          variant="pills"
          classNames={{ list: classes.list, tab: classes.tab }}
        >
          <Tabs.List aria-label={label} mb="xs">
            {snippets.map(({ tab }) => (
              <Tabs.Tab key={tab} value={tab}>
                {tab}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {snippets.map((snippet) => (
            <Tabs.Panel key={snippet.tab} value={snippet.tab}>
              {panel(snippet)}
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
    </div>
  )
}

function Code({ snippet: { tab, code, holdsValue }, onCopied }: { snippet: Snippet; onCopied: () => void }) {
  return (
    <CodeLine
      code={code}
      copyLabel={code.includes('\n') ? `Copy the ${tab} lines` : 'Copy the line'}
      {...(holdsValue && { onCopied })}
    />
  )
}
