/** The same documents, in the form that the tool wants which manages the machines. */
import type { Site } from '@/lib/site/site'
import type { OutputFile } from '../../target'
import type { Group } from '../render/groups'
import { wrapForClusterApi } from './capi'
import type { Wrapper } from './lines'
import { wrapForOmni } from './omni'
import { wrapForTalhelper } from './talhelper'

/** `patches` are the groups' files, in the same order. */
export function writeWrapper(site: Site, groups: readonly Group[], patches: readonly OutputFile[]): Wrapper {
  switch (site.management) {
    case 'talosctl':
      return { files: [], problems: [] }
    case 'talhelper':
      return { files: [wrapForTalhelper(site, groups, patches)], problems: [] }
    case 'omni':
      return { files: [wrapForOmni(site, groups, patches)], problems: [] }
    case 'capi':
      return wrapForClusterApi(site, groups, patches)
  }
}
