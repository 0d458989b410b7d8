import type {Key as InkKey} from 'ink'

import type {Key} from './screen-state.js'

/** What a terminal sends around pasted text, as ink reports it. */
const [pasteStart, pasteEnd] = ['[200~', '[201~']

/** Makes a terminal mark pasted text, and stops it again. */
export const [enableBracketedPaste, disableBracketedPaste] = ['\u001B[?2004h', '\u001B[?2004l']

/** Turns terminal input into keys; pasted text becomes one key, with its lines joined. */
export function createKeyReader(): (input: string, key: Partial<InkKey>, raw?: string) => Key[] {
  let pasted: string | undefined
  return (input, key, raw) => {
    if (input === pasteStart) {
      pasted = ''
      return []
    }

    if (pasted === undefined) return parseKeys(input, key, raw)
    if (input !== pasteEnd) {
      pasted += key.return || key.tab ? ' ' : input
      return []
    }

    const text = joinLines(pasted)
    pasted = undefined
    return text === '' ? [] : [{isPasted: true, text}]
  }
}

type KeyName = NonNullable<Key['name']>

const keyNames: ReadonlyArray<readonly [flag: keyof InkKey, name: KeyName]> = [
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
  ['return', 'enter'],
]

const ctrlNames: readonly KeyName[] = [
  'ctrl-a',
  'ctrl-b',
  'ctrl-d',
  'ctrl-e',
  'ctrl-f',
  'ctrl-k',
  'ctrl-n',
  'ctrl-p',
  'ctrl-u',
  'ctrl-w',
]

/** With ctrl or alt, an arrow moves by a word. */
const wordNames: Readonly<Partial<Record<KeyName, KeyName>>> = {left: 'alt-b', right: 'alt-f'}

/** @param raw what the terminal sent: ink reports the backspace and the delete key alike */
function parseKeys(input: string, key: Partial<InkKey>, raw?: string): Key[] {
  const name = namedKey(key, raw) ?? modifiedKey(input, key)
  if (name) return [{name, text: ''}]
  if (key.ctrl || key.meta || key.tab) return []
  // A terminal that doesn't mark pasted text: nobody types several lines at once.
  if (/[\r\n][^\r\n]/.test(input)) return [{isPasted: true, text: joinLines(input)}]
  return [...input].flatMap(character => parseCharacter(character))
}

function namedKey(key: Partial<InkKey>, raw: string | undefined): KeyName | undefined {
  if (key.delete) return deleteName(raw)
  const name = keyNames.find(([flag]) => key[flag])?.[1]
  return name && name !== 'escape' && (key.ctrl || key.meta) ? (wordNames[name] ?? name) : name
}

/** Backspace, or the delete key, or backspace with alt, which erases a word. */
function deleteName(raw: string | undefined): KeyName {
  if (raw?.startsWith('\u001B[')) return 'delete'
  return raw === '\u001B\u007F' ? 'ctrl-w' : 'back'
}

function modifiedKey(input: string, {ctrl, meta}: Partial<InkKey>): KeyName | undefined {
  if (ctrl) return ctrlNames.find(name => name === `ctrl-${input}`)
  return meta ? (['alt-b', 'alt-f'] as const).find(name => name === `alt-${input}`) : undefined
}

function parseCharacter(character: string): Key[] {
  if (character === '\r' || character === '\n') return [{name: 'enter', text: ''}]
  if (character === '\u007F' || character === '\b') return [{name: 'back', text: ''}]
  if (character < ' ') return controlKey(character)
  return [{text: character}]
}

/** A control character that arrives together with others. */
function controlKey(character: string): Key[] {
  const letter = String.fromCodePoint((character.codePointAt(0) ?? 0) + 96)
  const name = ctrlNames.find(candidate => candidate === `ctrl-${letter}`)
  return name ? [{name, text: ''}] : []
}

const joinLines = (text: string): string =>
  [...text.replaceAll(/\s+/g, ' ')]
    .filter(character => character >= ' ' && character !== '\u007F')
    .join('')
    .trim()
