import {sanitizePlainText, truncate} from '../../foundation/plain-text.js'

const maxLength = 4000

/** Text without characters that steer a terminal or break XML, which HDF is converted to, and not too long. */
export const limitText = (value: string): string => truncate(sanitizePlainText(value), maxLength)
