import { TestNetworkNoAppView } from '@atproto/dev-env'
const [pds, plc] = process.argv.slice(2).map(Number)
await TestNetworkNoAppView.create({ pds: { port: pds, hostname: 'localhost' }, plc: { port: plc } })
console.log('ready')
