-- Registers a consumer, or renews its lease. One that read when it had been given up already, and is not registered, is
-- put down for rescue.
-- KEYS: prefix
-- ARGV: clock, consumer, lease (ms), register (1, or 0 to renew only)
-- Returns: code (1, or -1 lease lost), consumers whose lease has lapsed, entries that this consumer holds, version of the
--   settings made while the queue runs, notices for parents that are to be delivered, places of jobs that it is to cancel,
--   Redis's time (ms since 1970)
-- include: clock, lease, jobs, lanes
local prefix, consumer, lease, register = KEYS[1], ARGV[2], tonumber(ARGV[3]), ARGV[4] == '1'
local now = clock(ARGV[1])
if not register and not holds_lease(prefix, consumer) then
  return { LEASE_LOST, 0, 0, 0, 0, {}, now }
end
redis.call('ZADD', prefix .. 'consumers', now + lease, consumer)
local held = 0
for _, lane in ipairs(LANES) do
  for _, info in ipairs(redis.pcall('XINFO', 'CONSUMERS', prefix .. lane[2], GROUP)) do
    local name, pending = info[2], info[4]
    if name == consumer then
      held = held + pending
    else
      redis.call('ZADD', prefix .. 'consumers', 'NX', 0, name)
    end
  end
end
-- Told with every beat until it is done, since the answer to a beat may get lost.
local cancels = {}
for _, place in ipairs(redis.call('SMEMBERS', prefix .. 'cancels:' .. consumer)) do
  if holder_of(prefix, place) == consumer then
    cancels[#cancels + 1] = place
  else
    redis.call('SREM', prefix .. 'cancels:' .. consumer, place)
  end
end
return { 1, redis.call('ZCOUNT', prefix .. 'consumers', '-inf', '(' .. now), held,
  tonumber(redis.call('HGET', prefix .. 'meta', 'version') or '0'), redis.call('XLEN', prefix .. 'notices'), cancels,
  now }
