import type {FieldValue, Value} from './subject.js'

/**
 * Whether a field passes a test; undefined if that depends on its gap. A gap doesn't matter if the test has the same
 * result for every value that the field could have.
 */
export function testField(field: FieldValue, test: (value: Value) => boolean): boolean | undefined {
  if ('value' in field) return test(field.value)
  const [firstValue, ...otherValues] = field.possibleValues ?? []
  if (firstValue === undefined) return undefined
  const result = test(firstValue)
  return otherValues.some(value => test(value) !== result) ? undefined : result
}

/** True if a field is true, else the first gap, else false. */
export const anyTrue = (fields: readonly FieldValue[]): FieldValue =>
  fields.find(field => 'value' in field && field.value === true) ??
  fields.find(field => 'gap' in field) ?? {value: false}

/** False if a condition is false, else the first gap, else true. What follows a false condition isn't computed. */
export function allTrue(conditions: ReadonlyArray<() => FieldValue>): FieldValue {
  let missing: FieldValue | undefined
  for (const condition of conditions) {
    const field = condition()
    if ('gap' in field) missing ??= {gap: field.gap}
    else if (field.value === false) return field
  }

  return missing ?? {value: true}
}
