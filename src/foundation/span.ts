import {pluralize} from './text.js'

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** A time span in the largest unit that it fills, such as `6 hours`; `less than a minute` where it fills none. */
export function spanText(milliseconds: number): string {
  const unit = units.find(([, size]) => milliseconds >= size)
  return unit ? pluralize(Math.floor(milliseconds / unit[1]), unit[0]) : 'less than a minute'
}
