import {existsSync} from 'node:fs'

export const isThere = (file: string): boolean => existsSync(file)
