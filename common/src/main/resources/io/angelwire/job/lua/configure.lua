-- Sets or unsets what holds for a queue while it runs, before what its consumers were started with: paused, rate-limit,
-- rate-window, concurrency, global-concurrency, key-rate-limit, key-rate-window, key-concurrency.
-- KEYS: prefix
-- ARGV: clock, then per setting: name, value (empty to unset)
-- Returns: the settings' new version
-- include: jobs, lanes
local prefix = KEYS[1]
local of_keys = false
for i = 2, #ARGV, 2 do
  if ARGV[i + 1] == '' then
    redis.call('HDEL', prefix .. 'meta', ARGV[i])
  else
    redis.call('HSET', prefix .. 'meta', ARGV[i], ARGV[i + 1])
  end
  of_keys = of_keys or string.find(ARGV[i], '^key%-') ~= nil
end
if of_keys then
  -- Keys that the old limits held up are looked at again: each that has a line, and no turn yet, goes first.
  local ready = prefix .. 'keys:ready'
  redis.call('ZUNIONSTORE', ready, 2, ready, prefix .. 'keys:lined', 'AGGREGATE', 'MAX')
  redis.call('DEL', prefix .. 'keys:resting')
end
wake(prefix, 'settings')
return redis.call('HINCRBY', prefix .. 'meta', 'version', 1)
