import { EditorView } from '@codemirror/view'

/**
 * Typing over a selection, as a change of the editor's own. Left to itself, Chromium carries the look of what was
 * selected over into a style attribute, which the page's policy refuses.
 */
export const typeOver = EditorView.domEventHandlers({
  beforeinput({ inputType, data, isComposing }, view) {
    const { state } = view
    const { from, to, empty } = state.selection.main
    if (inputType !== 'insertText' || !data || isComposing || empty) return false
    const insert = () =>
      state.update(state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true })
    const taken = state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, data, insert))
    if (!taken) view.dispatch(insert())
    return true
  },
})
