import type {ControlResult, FrameworkResult} from '../../model/report.js'
import type {ListItem} from '../bounded-json.js'
import type {Answer, Arguments, Source, Tool} from '../tool.js'

import {statuses} from '../../model/framework.js'
import {controlReason} from '../../report/text/finding-text.js'
import {boundedList, boundedText} from '../bounded-json.js'
import {chosenFrameworks, frameworkParameter} from '../frameworks.js'
import {stringOf} from '../tool.js'

/** The controls of frameworks with their status. */
export const controls: Tool = {
  answer,
  description:
    'Lists the controls of the frameworks with their status and the reason for it. Narrow it down by framework, by ' +
    'status, or to the controls that name a check.',
  listName: 'controls',
  name: 'controls',
  parameters: {
    check: {description: 'only controls that name this check, by its id', type: 'string'},
    framework: frameworkParameter,
    status: {description: 'only this status', enum: statuses, type: 'string'},
  },
  title: 'Status of controls',
}

function answer(given: Arguments, source: Source): Answer {
  const [check, status] = ['check', 'status'].map(name => stringOf(given, name))
  return {
    head: {},
    list: chosenFrameworks(given, source).flatMap(framework =>
      framework.controls
        .filter(
          control =>
            (status === undefined || control.status === status) &&
            (check === undefined || [...control.checks, ...(control.signals ?? [])].includes(check)),
        )
        .map(control => controlItem(framework, control)),
    ),
  }
}

const controlItem =
  ({id: framework}: FrameworkResult, control: ControlResult): ListItem =>
  bounds => ({
    framework,
    control: control.id,
    title: boundedText(control.title, bounds),
    status: control.status,
    severity: control.severity,
    decidedBy: control.kind,
    responsible: control.responsibility,
    ...boundedList('checks', control.checks, bounds),
    account: {reason: boundedText(controlReason(control), bounds)},
  })
