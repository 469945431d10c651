-- Moves delayed jobs that are due to their lanes, or to their keys' lines.
-- KEYS: prefix
-- ARGV: clock, most jobs to move
-- Returns: how many moved, ms until the next is due (-1: none is delayed), by how many ms the first to move was late
-- include: clock, jobs, lanes, changes, keys, links
local prefix, most = KEYS[1], tonumber(ARGV[2])
local now = clock(ARGV[1])
local due = redis.call('ZRANGEBYSCORE', prefix .. 'delayed', '-inf', now, 'LIMIT', 0, most)
local late = due[1] and now - tonumber(redis.call('ZSCORE', prefix .. 'delayed', due[1])) or 0
for _, id in ipairs(due) do
  local hash = prefix .. 'job:' .. id
  local fields = redis.call('HMGET', hash, 'lane', 'job', 'links')
  redis.call('ZREM', prefix .. 'delayed', id)
  if fields[1] then
    redis.call('HDEL', hash, 'lane', 'job')
    make_ready(prefix, fields[1], id, fields[2], fields[3] and cjson.decode(fields[3]))
    changed('waiting', id)
  end
end
tell_changes(prefix)
local head = redis.call('ZRANGE', prefix .. 'delayed', 0, 0, 'WITHSCORES')[2]
return { #due, head and math.max(tonumber(head) - now, 0) or -1, late }
