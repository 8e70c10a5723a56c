import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language'
import { lintKeymap } from '@codemirror/lint'
import { Compartment, type Extension, Prec } from '@codemirror/state'
import { drawSelection, EditorView, keymap, placeholder } from '@codemirror/view'
import { useComputedColorScheme, useMantineStyleNonce } from '@mantine/core'
import { type RefObject, useEffect, useRef } from 'react'
import { codeLook, editorLook } from './code-look.ts'
import classes from './editor.module.css'
import { typeOver } from './type-over.ts'

/** What stands in an editor, and where the cursor is. */
export type Written = { text: string; cursor: number }

type EditorProps = {
  label: string
  /** The element that says which keys do what. */
  describedBy: string
  initial: string
  empty: string
  language: Extension
  /** Filled with the editor while it stands. */
  view: RefObject<EditorView | undefined>
  onWrite?: (written: Written) => void
  onRun: () => void
}

/** A code editor. Tab leaves it, as it leaves any field; the key that runs is heard here too. */
export function Editor({ label, describedBy, initial, empty, language, view: holder, ...told }: EditorProps) {
  const home = useRef<HTMLDivElement>(null)
  const scheme = useRef(new Compartment())
  const heard = useRef(told)
  heard.current = told
  const nonce = useMantineStyleNonce()
  const dark = useComputedColorScheme('light') === 'dark'
  const first = useRef({ initial, language, nonce: nonce?.() ?? '', label, describedBy, empty, dark })

  useEffect(() => {
    const given = first.current
    const run = () => {
      heard.current.onRun()
      return true
    }
    const view = new EditorView({
      doc: given.initial,
      ...(home.current && { parent: home.current }),
      extensions: [
        EditorView.cspNonce.of(given.nonce),
        EditorView.contentAttributes.of({
          'aria-label': given.label,
          'aria-describedby': given.describedBy,
          tabindex: '0',
        }),
        EditorView.lineWrapping,
        scheme.current.of(EditorView.darkTheme.of(given.dark)),
        Prec.highest(keymap.of([{ key: 'Mod-Enter', run }])),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        typeOver,
        placeholder(given.empty),
        keymap.of([
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...defaultKeymap,
          ...historyKeymap,
          ...lintKeymap,
        ]),
        given.language,
        editorLook,
        syntaxHighlighting(codeLook),
        EditorView.updateListener.of(({ docChanged, selectionSet, state }) => {
          if (docChanged || selectionSet)
            heard.current.onWrite?.({ text: state.doc.toString(), cursor: state.selection.main.head })
        }),
      ],
    })
    holder.current = view
    return () => {
      view.destroy()
      holder.current = undefined
    }
  }, [holder])
  useEffect(() => {
    holder.current?.dispatch({ effects: scheme.current.reconfigure(EditorView.darkTheme.of(dark)) })
  }, [holder, dark])

  return <div ref={home} className={classes.editor} />
}

/** Replaces what stands in an editor; undo brings it back. */
export function rewrite(view: EditorView, text: string, cursor: number): void {
  view.dispatch({
    changes: { from: 0, to: view.state.doc.length, insert: text },
    selection: { anchor: cursor },
    effects: EditorView.scrollIntoView(cursor, { y: 'start', yMargin: 10 }),
  })
}
