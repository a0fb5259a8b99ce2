import { analyseDesign } from '@/lib/verify/analyse'
import { namedCluster } from './cluster'
const design = namedCluster(1000)
for (let i = 0; i < 40; i++) analyseDesign({ design, edits: {} })
