-- Sets or unsets what holds for a queue while it runs, before what its consumers were started with: paused, rate-limit,
-- rate-window, concurrency, global-concurrency, key-rate-limit, key-rate-window, key-concurrency. review-keys.lua belongs to
-- a change of the latter three.
-- KEYS: prefix
-- ARGV: clock, then per setting: name, value (empty to unset)
-- Returns: the settings' new version
-- include: jobs, lanes
local prefix = KEYS[1]
for i = 2, #ARGV, 2 do
  if ARGV[i + 1] == '' then
    redis.call('HDEL', prefix .. 'meta', ARGV[i])
  else
    redis.call('HSET', prefix .. 'meta', ARGV[i], ARGV[i + 1])
  end
end
wake(prefix, 'settings')
return redis.call('HINCRBY', prefix .. 'meta', 'version', 1)
