/** `npm run conformance`: asks the products themselves. See `conformance/README.md`. */
import { printReports } from './print'
import { judgeTalos } from './talos/judge'

const scale = Number(process.env.PORTCULLIS_SAMPLES ?? '1')
if (!(scale > 0)) throw new Error('PORTCULLIS_SAMPLES is a factor greater than zero')

const reports = await judgeTalos(scale)
process.exitCode = printReports(reports)
