import {isCalendarDate} from '../foundation/date.js'

/** The formats of JSON Schema that the bundled schemas use. */
export const formats = {date: isCalendarDate}
