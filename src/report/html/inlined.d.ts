/** The script of the page, bundled and minified. The build writes this module from the folder `browser`. */
export const script: string

/** The style of the page, bundled and minified. */
export const style: string
