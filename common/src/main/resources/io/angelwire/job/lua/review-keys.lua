-- Lets keys that limits held up have their turn again, each that has a line, some at a time: limits of keys have changed.
-- KEYS: prefix
-- ARGV: clock, the key that was looked at last (empty for the first call)
-- Returns: the key to go on after (empty: there are no more)
-- include: jobs, lanes, keys
local prefix, after = KEYS[1], ARGV[2]
local MOST = 200
local from = after == '' and '-' or '(' .. after
local keys = redis.call('ZRANGEBYLEX', prefix .. 'keys:lined', from, '+', 'LIMIT', 0, MOST)
local offered = false
for _, key in ipairs(keys) do
  redis.call('ZREM', prefix .. 'keys:resting', key)
  offered = offer_turn(prefix, key) or offered
end
if offered then
  wake(prefix, 'keys')
end
return #keys == MOST and keys[MOST] or ''
