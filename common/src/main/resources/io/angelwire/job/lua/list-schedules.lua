-- Shows schedules by their next ticks.
-- KEYS: prefix
-- ARGV: clock, latest tick (ms, now, or +inf), most schedules
-- Returns: Redis's time (ms), ms until the next tick (-1: there is none), then per schedule: {id, next tick (ms),
--   definition, 1 if it is paused}
-- include: clock
local prefix = KEYS[1]
local now = clock(ARGV[1])
local latest = ARGV[2] == 'now' and now or ARGV[2]
local next = redis.call('ZRANGE', prefix .. 'schedules:next', 0, 0, 'WITHSCORES')[2]
local found = { now, next and math.max(tonumber(next) - now, 0) or -1 }
local due = redis.call('ZRANGEBYSCORE', prefix .. 'schedules:next', '-inf', latest, 'WITHSCORES', 'LIMIT', 0, ARGV[3])
for i = 1, #due, 2 do
  found[#found + 1] = {
    due[i],
    due[i + 1],
    redis.call('HGET', prefix .. 'schedules', due[i]) or '',
    redis.call('SISMEMBER', prefix .. 'schedules:paused', due[i]),
  }
end
return found
