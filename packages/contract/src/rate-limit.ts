import { z } from 'zod'
import { RateLimit } from './conditions.ts'

/** Where a token stands in the current window of its rate limit, as the process that judged it knows. */
export const RateLimitStanding = RateLimit.extend({
  remaining: z.int().describe('calls left in this window'),
  resetSeconds: z.int().describe('until the next window begins'),
})
export type RateLimitStanding = z.infer<typeof RateLimitStanding>

/** The `RateLimit` and `RateLimit-Policy` headers (draft-ietf-httpapi-ratelimit-headers-11) that tell a standing. */
export const rateLimitHeaders = ({
  limit,
  windowSeconds,
  remaining,
  resetSeconds,
}: RateLimitStanding): { ratelimit: string; 'ratelimit-policy': string } => ({
  ratelimit: `"default";r=${remaining};t=${resetSeconds}`,
  'ratelimit-policy': `"default";q=${limit};w=${windowSeconds}`,
})
