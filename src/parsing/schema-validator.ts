import {isObject} from '../foundation/is-object.js'
import {didYouMean} from '../foundation/suggestion.js'
import {typeTest} from './json-type.js'

/** What is wrong in a value, and where: a JSON pointer below the value. */
interface SchemaProblem {
  readonly pointer: string
  readonly message: string
}

/** What is wrong with a value; nothing if it is of the form. */
export type Validator = (value: unknown) => readonly SchemaProblem[]

type Keyword = (operand: unknown, schema: Readonly<Record<string, unknown>>) => Validator

const valid: readonly SchemaProblem[] = []
const hasProperty = (value: Readonly<Record<string, unknown>>, key: string) =>
  Object.hasOwn(value, key) && value[key] !== undefined
const annotations = new Set(['$schema', '$id', '$defs', 'description', 'title'])
const prefixed = (key: number | string, problems: readonly SchemaProblem[]): SchemaProblem[] => {
  const token = String(key).replaceAll('~', '~0').replaceAll('/', '~1')
  return problems.map(({pointer, message}) => ({pointer: `/${token}${pointer}`, message}))
}

/**
 * Compiles the forms that a schema names in `$defs`; the first thing that is wrong is told, and of several forms
 * that could be, what is wrong with each. What a form does not name is dropped from the value, or refused.
 *
 * @throws Error for a keyword that is not known
 */
export function definitionValidators(
  {$defs}: {readonly $defs: Readonly<Record<string, unknown>>},
  unknownProperties: 'drop' | 'refuse',
): (name: string) => Validator {
  const compiled = new Map<string, Validator>()
  const validatorFor = (name: string): Validator => {
    const validator = compiled.get(name) ?? compile($defs[name])
    compiled.set(name, validator)
    return validator
  }

  const keywords: ReadonlyMap<string, Keyword> = new Map<string, Keyword>([
    [
      'type',
      operand => {
        const test = typeTest(operand)
        const problems = [{pointer: '', message: `must be ${String(operand)}`}]
        return value => (test(value) ? valid : problems)
      },
    ],
    [
      'required',
      operand => {
        const names = operand as readonly string[]
        return value => {
          const missing = isObject(value) ? names.find(name => !hasProperty(value, name)) : undefined
          return missing === undefined ? valid : [{pointer: '', message: `lacks "${missing}"`}]
        }
      },
    ],
    [
      'additionalProperties',
      (operand, {properties = {}}) => {
        if (operand !== false) throw new Error('"additionalProperties" must be false')
        const propertyNames = new Set(Object.keys(properties as object))
        return value => {
          if (!isObject(value)) return valid
          for (const key of Object.keys(value))
            if (!propertyNames.has(key)) {
              if (unknownProperties === 'refuse')
                return [{pointer: '', message: `has an unknown key "${key}"${didYouMean(key, [...propertyNames])}`}]
              Reflect.deleteProperty(value, key)
            }

          return valid
        }
      },
    ],
    [
      'properties',
      operand => {
        const propertyValidators = Object.entries(operand as object).map(
          ([key, schema]) => [key, compile(schema)] as const,
        )
        return value => {
          if (!isObject(value)) return valid
          for (const [key, validate] of propertyValidators) {
            const property = value[key]
            const problems = property !== undefined && Object.hasOwn(value, key) ? validate(property) : valid
            if (problems.length > 0) return prefixed(key, problems)
          }

          return valid
        }
      },
    ],
    [
      'items',
      operand => {
        const validateItem = compile(operand)
        return value => {
          let problems = valid
          const index = Array.isArray(value) ? value.findIndex(item => (problems = validateItem(item)).length > 0) : -1
          return index === -1 ? valid : prefixed(index, problems)
        }
      },
    ],
    [
      'anyOf',
      operand => {
        const alternatives = (operand as readonly unknown[]).map(alternative => compile(alternative))
        return value =>
          alternatives.some(way => way(value).length === 0) ? valid : alternatives.flatMap(way => way(value))
      },
    ],
    [
      '$ref',
      operand => {
        const name = String(operand).replace('#/$defs/', '')
        let validate: Validator | undefined
        return value => (validate ??= validatorFor(name))(value)
      },
    ],
  ])

  function compile(schema: unknown): Validator {
    if (!isObject(schema)) throw new Error(`${JSON.stringify(schema)} is not a schema`)
    const unknownKeyword = Object.keys(schema).find(keyword => !keywords.has(keyword) && !annotations.has(keyword))
    if (unknownKeyword !== undefined) throw new Error(`unknown keyword: "${unknownKeyword}"`)
    // In the order of the table: what is of another type is told first.
    const validators = [...keywords].flatMap(([keyword, createValidator]) =>
      Object.hasOwn(schema, keyword) ? [createValidator(schema[keyword], schema)] : [],
    )
    return value => {
      for (const validate of validators) {
        const problems = validate(value)
        if (problems.length > 0) return problems
      }

      return valid
    }
  }

  return validatorFor
}

/** Each thing that is wrong as a sentence that begins with where it is. */
export const problemSentences = (problems: readonly SchemaProblem[]): string[] => [
  ...new Set(problems.map(({pointer, message}) => `${pointer || '/'} ${message}`)),
]
