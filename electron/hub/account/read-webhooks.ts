import type { AccountClient, Reply } from '../carrier/account-types.ts'
import type { PooledService } from './sender.ts'
import type { AccountWebhooks } from './webhook-plan.ts'

/** Services whose pools are read; an account with more is not a camp's. */
const mostServices = 20

type Client = Pick<AccountClient, 'numbers' | 'services' | 'serviceNumbers'>

/** Messaging Services with the numbers of their pools, one request at a time. */
export async function readServices(client: Client): Promise<Reply<readonly PooledService[]>> {
  const reply = await client.services()
  if (reply.kind !== 'ok') return reply
  const services: PooledService[] = []
  for (const service of reply.value.slice(0, mostServices)) {
    const pool = await client.serviceNumbers(service.sid)
    services.push({ ...service, pool: pool.kind === 'ok' ? pool.value : null })
  }
  return { kind: 'ok', value: services }
}

/**
 * Where the account's webhooks go now. Some accounts' keys may not read Messaging Services: the numbers alone tell enough
 * then, but for a service's own setting.
 */
export async function readWebhooks(client: Client): Promise<Reply<AccountWebhooks>> {
  const numbers = await client.numbers()
  if (numbers.kind !== 'ok') return numbers
  const services = await readServices(client)
  if (services.kind === 'no-answer' || services.kind === 'busy') return services
  return { kind: 'ok', value: { numbers: numbers.value, services: services.kind === 'ok' ? services.value : [] } }
}
