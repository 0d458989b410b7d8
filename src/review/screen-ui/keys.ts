import type {Key as InkKey} from 'ink'

import type {Key} from './screen-state.js'

const [pasteStart, pasteEnd] = ['[200~', '[201~']

/** Makes a terminal say what is pasted, and no more. */
export const [enableBracketedPaste, disableBracketedPaste] = ['\u001B[?2004h', '\u001B[?2004l']

/** Reads what was pressed, one key after another; what was pasted is one text, whose lines are joined. */
export function createKeyReader(): (input: string, key: Partial<InkKey>) => Key[] {
  let pasted: string | undefined
  return (input, key) => {
    if (input === pasteStart) {
      pasted = ''
      return []
    }

    if (pasted === undefined) return parseKeys(input, key)
    if (input !== pasteEnd) {
      pasted += key.return || key.tab ? ' ' : input
      return []
    }

    const text = joinLines(pasted)
    pasted = undefined
    return text === '' ? [] : [{isPasted: true, text}]
  }
}

function parseKeys(input: string, key: Partial<InkKey>): Key[] {
  const name = key.upArrow
    ? 'up'
    : key.downArrow
      ? 'down'
      : key.leftArrow
        ? 'left'
        : key.rightArrow
          ? 'right'
          : key.pageUp
            ? 'pageup'
            : key.pageDown
              ? 'pagedown'
              : key.home
                ? 'home'
                : key.end
                  ? 'end'
                  : key.escape
                    ? 'escape'
                    : key.backspace || key.delete
                      ? 'back'
                      : key.return
                        ? 'enter'
                        : undefined
  if (name) return [{name, text: ''}]
  if (key.ctrl || key.meta || key.tab) return []
  // A terminal that does not say what is pasted: lines were not typed at once.
  if (/[\r\n][^\r\n]/.test(input)) return [{isPasted: true, text: joinLines(input)}]
  return [...input].flatMap((character): Key[] => {
    if (character === '\r' || character === '\n') return [{name: 'enter', text: ''}]
    if (character === '\u007F' || character === '\b') return [{name: 'back', text: ''}]
    return character < ' ' ? [] : [{text: character}]
  })
}

const joinLines = (text: string): string =>
  [...text.replaceAll(/\s+/g, ' ')]
    .filter(character => character >= ' ' && character !== '\u007F')
    .join('')
    .trim()
