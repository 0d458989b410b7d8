import type {Key as InkKey} from 'ink'

import type {Key} from './screen-state.js'

/** What a terminal sends around pasted text, as ink reports it. */
const [pasteStart, pasteEnd] = ['[200~', '[201~']

/** Makes a terminal mark pasted text, and stops it again. */
export const [enableBracketedPaste, disableBracketedPaste] = ['\u001B[?2004h', '\u001B[?2004l']

/** Turns terminal input into keys; pasted text becomes one key, with its lines joined. */
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

const keyNames: ReadonlyArray<readonly [flag: keyof InkKey, name: NonNullable<Key['name']>]> = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['escape', 'escape'],
  ['backspace', 'back'],
  ['delete', 'back'],
  ['return', 'enter'],
]

function parseKeys(input: string, key: Partial<InkKey>): Key[] {
  const name = keyNames.find(([flag]) => key[flag])?.[1]
  if (name) return [{name, text: ''}]
  if (key.ctrl || key.meta || key.tab) return []
  // A terminal that doesn't mark pasted text: nobody types several lines at once.
  if (/[\r\n][^\r\n]/.test(input)) return [{isPasted: true, text: joinLines(input)}]
  return [...input].flatMap(character => parseCharacter(character))
}

function parseCharacter(character: string): Key[] {
  if (character === '\r' || character === '\n') return [{name: 'enter', text: ''}]
  if (character === '\u007F' || character === '\b') return [{name: 'back', text: ''}]
  return character < ' ' ? [] : [{text: character}]
}

const joinLines = (text: string): string =>
  [...text.replaceAll(/\s+/g, ' ')]
    .filter(character => character >= ' ' && character !== '\u007F')
    .join('')
    .trim()
