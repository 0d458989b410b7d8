import {isObject} from '../foundation/is-object.js'
import {nearest} from '../foundation/collections.js'
import {ofType} from './json-type.js'

/** What is wrong in a value, and where: a JSON pointer below the value. */
interface Wrong {
  readonly at: string
  readonly says: string
}

/** What is wrong with a value; nothing if it is of the form. */
export type Form = (value: unknown) => readonly Wrong[]

type Keyword = (operand: unknown, schema: Readonly<Record<string, unknown>>) => Form

const fine: readonly Wrong[] = []
const has = (value: Readonly<Record<string, unknown>>, key: string) =>
  Object.hasOwn(value, key) && value[key] !== undefined
const said = new Set(['$schema', '$id', '$defs', 'description', 'title'])
const below = (key: number | string, wrong: readonly Wrong[]): Wrong[] => {
  const step = String(key).replaceAll('~', '~0').replaceAll('/', '~1')
  return wrong.map(({at, says}) => ({at: `/${step}${at}`, says}))
}

/**
 * Compiles the forms that a schema names in `$defs`; the first thing that is wrong is told, and of several forms
 * that could be, what is wrong with each. What a form does not name is dropped from the value, or refused.
 *
 * @throws Error for a keyword that is not known
 */
export function formsOf(
  {$defs}: {readonly $defs: Readonly<Record<string, unknown>>},
  unnamed: 'drop' | 'refuse',
): (name: string) => Form {
  const compiled = new Map<string, Form>()
  const named = (name: string): Form => {
    const known = compiled.get(name) ?? compile($defs[name])
    compiled.set(name, known)
    return known
  }

  const keywords: ReadonlyMap<string, Keyword> = new Map<string, Keyword>([
    [
      'type',
      operand => {
        const test = ofType(operand)
        const wrong = [{at: '', says: `must be ${String(operand)}`}]
        return value => (test(value) ? fine : wrong)
      },
    ],
    [
      'required',
      operand => {
        const names = operand as readonly string[]
        return value => {
          const missing = isObject(value) ? names.find(name => !has(value, name)) : undefined
          return missing === undefined ? fine : [{at: '', says: `lacks "${missing}"`}]
        }
      },
    ],
    [
      'additionalProperties',
      (operand, {properties = {}}) => {
        if (operand !== false) throw new Error('"additionalProperties" must be false')
        const known = new Set(Object.keys(properties as object))
        return value => {
          if (!isObject(value)) return fine
          for (const key of Object.keys(value))
            if (!known.has(key)) {
              if (unnamed === 'refuse') return [{at: '', says: unknown(key, [...known])}]
              Reflect.deleteProperty(value, key)
            }

          return fine
        }
      },
    ],
    [
      'properties',
      operand => {
        const inner = Object.entries(operand as object).map(([key, schema]) => [key, compile(schema)] as const)
        return value => {
          if (!isObject(value)) return fine
          for (const [key, form] of inner) {
            const one = value[key]
            const wrong = one !== undefined && Object.hasOwn(value, key) ? form(one) : fine
            if (wrong.length > 0) return below(key, wrong)
          }

          return fine
        }
      },
    ],
    [
      'items',
      operand => {
        const form = compile(operand)
        return value => {
          let wrong = fine
          const index = Array.isArray(value) ? value.findIndex(item => (wrong = form(item)).length > 0) : -1
          return index === -1 ? fine : below(index, wrong)
        }
      },
    ],
    [
      'anyOf',
      operand => {
        const ways = (operand as readonly unknown[]).map(way => compile(way))
        return value => (ways.some(way => way(value).length === 0) ? fine : ways.flatMap(way => way(value)))
      },
    ],
    [
      '$ref',
      operand => {
        const name = String(operand).replace('#/$defs/', '')
        let form: Form | undefined
        return value => (form ??= named(name))(value)
      },
    ],
  ])

  function compile(schema: unknown): Form {
    if (!isObject(schema)) throw new Error(`${JSON.stringify(schema)} is no form`)
    const strange = Object.keys(schema).find(keyword => !keywords.has(keyword) && !said.has(keyword))
    if (strange !== undefined) throw new Error(`unknown keyword: "${strange}"`)
    // In the order of the table: what is of another type is told first.
    const forms = [...keywords].flatMap(([keyword, make]) =>
      Object.hasOwn(schema, keyword) ? [make(schema[keyword], schema)] : [],
    )
    return value => {
      for (const form of forms) {
        const wrong = form(value)
        if (wrong.length > 0) return wrong
      }

      return fine
    }
  }

  return named
}

function unknown(name: string, known: readonly string[]): string {
  const near = nearest(name, known)
  return `has no "${name}"${near ? `; did you mean "${near}"?` : ''}`
}

/** Each thing that is wrong as a sentence that begins with where it is. */
export const sentences = (wrong: readonly Wrong[]): string[] => [
  ...new Set(wrong.map(({at, says}) => `${at || '/'} ${says}`)),
]
