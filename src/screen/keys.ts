import type {Key as Pressed} from 'ink'

import type {Key} from '../review/screens.js'

/** What was pressed, or pasted, as one key after another. */
export function keysOf(input: string, key: Partial<Pressed>): Key[] {
  const name = key.upArrow ? 'up' : key.downArrow ? 'down' : key.leftArrow ? 'left' : key.rightArrow ? 'right' : key.pageUp ? 'pageup' : key.pageDown ? 'pagedown'
    : key.home ? 'home' : key.end ? 'end' : key.escape ? 'escape' : key.backspace || key.delete ? 'back' : key.return ? 'enter' : undefined
  if (name) return [{name, text: ''}]
  if (key.ctrl || key.meta || key.tab) return []
  return [...input].flatMap((character): Key[] => {
    if (character === '\r' || character === '\n') return [{name: 'enter', text: ''}]
    if (character === '\u007F' || character === '\b') return [{name: 'back', text: ''}]
    return character < ' ' ? [] : [{text: character}]
  })
}
