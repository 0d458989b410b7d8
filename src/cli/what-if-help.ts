import {modeledCommands} from '../changes/effects.js'
import {groupBy} from '../foundation/collections.js'

const columns = 76

/** What the help of compliance:what-if says after its first line. */
export const whatIfDescription = (summary: string): string =>
  `${summary}

Each argument is a command in quotes; several are applied in order. It only
reads. Commands whose effect is known:
${modeledLines(modeledCommands).join('\n')}

Exit codes:
  0  nothing that is seen would get worse
  1  something would get worse
  2  the command couldn't do its job, or doesn't know what a command does`

/** The commands by topic, wrapped: `addons attach, detach`. */
export function modeledLines(ids: readonly string[]): string[] {
  const topics = groupBy(ids, id => id.split(':')[0] ?? id)
  return [...topics].flatMap(([topic, members]) => {
    const names = members.map(id => id.slice(topic.length + 1)).map(name => (name === '' ? `(${topic})` : name))
    return wrapped(`  ${topic}: `, names)
  })
}

function wrapped(lead: string, names: readonly string[]): string[] {
  const lines: string[] = []
  let line = lead
  for (const [index, name] of names.entries()) {
    const text = `${name}${index < names.length - 1 ? ', ' : ''}`
    if (line.length + text.trimEnd().length > columns) {
      lines.push(line.trimEnd())
      line = '    '
    }

    line += text
  }

  return [...lines, line.trimEnd()]
}
