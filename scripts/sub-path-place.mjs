import { join } from 'node:path'
import { root } from './inputs.mjs'

/** Where the build for a sub-path is put and found: a folder to serve as it is, with the site some way down. */
export const subPathRoot = join(root, '.cache/sub-path')
export const subPath = '/tools/portcullis'
