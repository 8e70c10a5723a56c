import { HighlightStyle } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** How code is coloured, in editors and answers alike; the colours stand in the style sheet. */
export const codeLook = HighlightStyle.define([
  // Not every keyword: GraphQL's `input` is the name of an argument more often.
  { tag: [tags.definitionKeyword, tags.modifier], color: 'var(--code-keyword)' },
  { tag: tags.propertyName, color: 'var(--code-field)' },
  { tag: tags.attributeName, color: 'var(--code-argument)' },
  { tag: tags.variableName, color: 'var(--code-variable)' },
  { tag: tags.atom, color: 'var(--code-type)' },
  { tag: tags.string, color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null, tags.special(tags.name)], color: 'var(--code-value)' },
  { tag: tags.lineComment, color: 'var(--code-comment)' },
])

export const editorLook = EditorView.theme({
  '&': { height: '100%', fontSize: '0.8125rem', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--mantine-font-family-monospace)',
    lineHeight: '1.6',
    overflow: 'auto',
  },
  '.cm-content': { padding: '10px 0', caretColor: 'var(--mantine-color-text)' },
  '.cm-line': { padding: '0 14px 0 8px' },
  '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
  '.cm-gutters': {
    backgroundColor: 'transparent',
    color: 'var(--mantine-color-dimmed)',
    border: 'none',
    paddingLeft: '8px',
  },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--mantine-color-text)' },
  '.cm-placeholder': { color: 'var(--mantine-color-placeholder)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--code-selection)',
  },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--code-bracket)' },
  '.cm-tooltip': {
    maxWidth: 'min(420px, calc(100vw - 24px))',
    border: '1px solid var(--kw-line)',
    borderRadius: '8px',
    backgroundColor: 'var(--kw-raised)',
    color: 'var(--mantine-color-text)',
    boxShadow: '0 8px 28px rgb(0 0 0 / 16%)',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--mantine-font-family-monospace)',
    fontSize: '0.8125rem',
    maxHeight: '14em',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 10px', lineHeight: '1.5' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--mantine-primary-color-filled)',
    color: 'var(--mantine-primary-color-contrast)',
  },
  '.cm-completionIcon': { display: 'none' },
  '.cm-completionDetail': { fontStyle: 'normal' },
  // On a phone it would lie on the suggestions.
  '@media (max-width: 48em)': { '.cm-completionInfo': { display: 'none' } },
  '.cm-completionInfo': { padding: 0 },
  '.cm-told': {
    padding: '8px 12px',
    fontSize: '0.8125rem',
    lineHeight: '1.5',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  '.cm-diagnostic': { padding: '6px 10px', fontSize: '0.8125rem', whiteSpace: 'pre-wrap' },
})
