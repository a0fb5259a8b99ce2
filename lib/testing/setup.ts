import fc from 'fast-check'
import { seed } from './samples'

fc.configureGlobal({ seed: seed() })
