import type {ChangeDiff, ObservationChange, UnknownAfter} from '../../model/comparison.js'
import type {Observation} from '../../model/observation.js'
import type {Json, ListItem} from '../bounded-json.js'
import type {Answer, Arguments, Source, Tool} from '../tool.js'

import {severities} from '../../model/framework.js'
import {changeHeadline} from '../../report/comparison/change-text.js'
import {changeText} from '../../report/comparison/comparison-text.js'
import {fieldGapText, findingTitle} from '../../report/text/finding-text.js'
import {boundedCommands, boundedList, boundedText} from '../bounded-json.js'
import {controlTexts} from '../frameworks.js'
import {placeJson} from '../subjects.js'
import {stringOf, ToolError} from '../tool.js'

/** What commands would change. */
export const whatIf: Tool = {
  answer,
  description:
    'Applies Heroku commands to the facts without running them, and lists what would fail, get worse or hold, and ' +
    'what can not be known before it is done. It sends no request. Every command names its app, space or team.',
  listName: 'changes',
  name: 'what_if',
  parameters: {
    commands: {
      description: 'Heroku commands, one a line, such as: heroku addons:attach my-db --app my-app',
      longest: 4000,
      required: true,
      type: 'string',
    },
  },
  prepare,
  title: 'What commands would change',
}

async function prepare(given: Arguments, {whatIf: assess}: Source): Promise<Partial<Source>> {
  if (!assess)
    throw new ToolError('This server has a report without its facts. Start it with --snapshot or --sample to ask this.')
  return {change: await assess(stringOf(given, 'commands') ?? '')}
}

const headBounds = {entries: 10, text: 300}

function answer(_: Arguments, {change}: Source): Answer {
  if (!change) throw new Error('no change was assessed')
  if ('problem' in change)
    return {
      head: {
        account: {hint: boundedText(change.hint, headBounds), problem: boundedText(change.problem, headBounds)},
        applied: false,
      },
      list: [],
    }
  const lists = changeLists(change)
  return {
    head: {
      account: boundedCommands(change.change.commands, headBounds),
      applied: true,
      counts: Object.fromEntries([
        ...lists.map(({effect, items}) => [effect, items.length]),
        ['controls that would get worse', change.worseControls.length],
        ['controls that would get better', change.betterControls.length],
      ]) as Readonly<Record<string, number>>,
      verdict: boundedText(changeHeadline(change), headBounds),
      worse: change.worse,
    },
    list: lists.flatMap(({effect, items}) => worstFirst(items).map(item => changeItem(effect, item))),
  }
}

type Change = ObservationChange | UnknownAfter

function changeLists({
  change,
  fixed,
  newlyDetermined,
  newlyFailing,
  worsened,
}: ChangeDiff): ReadonlyArray<{readonly effect: string; readonly items: readonly Change[]}> {
  const ended = [...fixed, ...newlyDetermined]
  return [
    {effect: 'would fail', items: newlyFailing},
    {effect: 'fails and would get worse', items: worsened},
    {effect: "can't be known before it is done", items: change.undetermined},
    {effect: "can't be seen now and could get worse", items: change.unseen},
    {effect: 'would hold', items: ended.filter(({now}) => now === 'pass')},
    {effect: 'would no longer apply', items: ended.filter(({now}) => now === 'not-applicable')},
  ]
}

const worstFirst = (changes: readonly Change[]): Change[] =>
  [...changes].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))

const changeItem =
  (effect: string, change: Change): ListItem =>
  bounds => ({
    check: change.check,
    effect,
    severity: change.severity,
    title: boundedText(findingTitle({...change, verdict: verdictOf(change)}), bounds),
    ...boundedList('violates', controlTexts(change.controls ?? []), bounds),
    account: {...placeJson(change.subject, bounds), seen: boundedText(seenText(change), bounds)} satisfies Json,
  })

const verdictOf = (change: Change): Observation['verdict'] =>
  'now' in change && change.now !== 'waived' ? change.now : 'unknown'

const seenText = (change: Change): string =>
  'now' in change ? changeText(change) : (change.gaps ?? []).map(gap => fieldGapText(gap)).join('; ')
