const typeNames: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  null: 'empty',
  number: 'a number',
  object: 'a mapping',
  string: 'a string',
}

/** A type of JSON Schema in words, as in "must be a list". */
export const typeName = (type: string): string => typeNames[type] ?? type
