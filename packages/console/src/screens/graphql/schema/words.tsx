import { Text } from '@mantine/core'

/** A description, its code in backticks set as code. */
export function Described({ text }: { text: string | null | undefined }) {
  if (!text) return null
  const pieces = text.split('`')
  return (
    <Text size="sm" c="dimmed" component="p" m={0}>
      {pieces.map((piece, at) =>
        at % 2 === 1 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text, which never move
          <code key={at} className="kw-mono">
            {piece}
          </code>
        ) : (
          piece
        ),
      )}
    </Text>
  )
}

/** The first sentence of a description. */
export const firstSentence = (text: string | null | undefined): string =>
  (text?.split(/(?<=\.)\s/, 1)[0] ?? '').replaceAll('`', '')
