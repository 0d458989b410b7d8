import type {Arguments, Parameter, Tool} from './tool.js'

import {didYouMean} from '../foundation/suggestion.js'
import {ToolError} from './tool.js'

/** The parameter that every tool has. */
const offset: Parameter = {
  description: 'how many items to skip: the number that the answer before gave as next',
  minimum: 0,
  type: 'integer',
}

const parametersOf = ({parameters}: Tool): Readonly<Record<string, Parameter>> => ({...parameters, offset})

/** Characters of a text argument, more than any name or id has. */
const longestText = 300

/** The JSON schema of a tool's arguments. */
export function inputSchema(tool: Tool): Readonly<Record<string, unknown>> {
  const parameters = Object.entries(parametersOf(tool))
  const required = parameters.flatMap(([name, parameter]) => (parameter.required ? [name] : []))
  return {
    additionalProperties: false,
    properties: Object.fromEntries(
      parameters.map(([name, {description, enum: choices, longest = longestText, minimum, type}]) => [
        name,
        {
          description,
          type,
          ...(choices ? {enum: choices} : {}),
          ...(minimum === undefined ? {} : {minimum}),
          ...(type === 'string' && !choices ? {maxLength: longest, minLength: 1} : {}),
        },
      ]),
    ),
    type: 'object',
    ...(required.length > 0 ? {required} : {}),
  }
}

/**
 * The arguments of a call as the tool expects them.
 *
 * @throws ToolError that says which argument is wrong and what it may be
 */
export function checkedArguments(tool: Tool, given: Readonly<Record<string, unknown>>): Arguments {
  const parameters = parametersOf(tool)
  const names = Object.keys(parameters)
  const unknown = Object.keys(given).find(name => !names.includes(name))
  if (unknown !== undefined)
    throw new ToolError(`${tool.name} takes ${names.join(', ')}, and nothing else${didYouMean(unknown, names) || '.'}`)
  for (const [name, parameter] of Object.entries(parameters)) assertFits(name, parameter, given[name])
  return given as Arguments
}

function assertFits(name: string, parameter: Parameter, value: unknown): void {
  if (value === undefined && !parameter.required) return
  if (!fits(parameter, value)) throw new ToolError(`"${name}" must be ${expected(parameter)}.`)
}

function fits({enum: choices, longest = longestText, minimum = 0, type}: Parameter, value: unknown): boolean {
  if (type === 'integer') return Number.isSafeInteger(value) && (value as number) >= minimum
  if (typeof value !== 'string' || value === '' || value.length > longest) return false
  return choices?.includes(value) ?? true
}

function expected({enum: choices, longest = longestText, minimum = 0, type}: Parameter): string {
  if (type === 'integer') return `a whole number of at least ${minimum}`
  return choices ? `one of ${choices.join(', ')}` : `a text of 1 to ${longest} characters`
}
