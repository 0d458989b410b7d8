/** The numbers of a list such as `3,5-7`, in its order; undefined where it's none of numbers within a limit. */
export function parseNumbers(text: string, limit: number): number[] | undefined {
  const parts = text.split(/[\s,]+/).filter(part => part !== '')
  const ranges = parts.map(part => /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(part))
  const numbers = ranges.flatMap(range => {
    const first = Number(range?.[1])
    const last = Number(range?.[2] ?? range?.[1])
    return range && first >= 1 && last >= first && last <= limit
      ? Array.from({length: last - first + 1}, (_, index) => first + index)
      : [Number.NaN]
  })
  return numbers.length === 0 || numbers.some(Number.isNaN) ? undefined : [...new Set(numbers)]
}
