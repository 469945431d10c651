-- Lets delayed jobs run now.
-- KEYS: prefix
-- ARGV: clock, then per job: id
-- Returns: per job 1 (waiting now) or 0 (it is not delayed)
-- include: clock, lanes, changes, keys, links
local prefix = KEYS[1]
local answers = {}
for i = 2, #ARGV do
  local id, answer = ARGV[i], 0
  local hash = prefix .. 'job:' .. id
  local fields = redis.call('HMGET', hash, 'at', 'lane', 'job', 'links')
  if fields[1] == 'd' then
    redis.call('ZREM', prefix .. 'delayed', id)
    redis.call('HDEL', hash, 'lane', 'job')
    make_ready(prefix, fields[2], id, fields[3], fields[4] and cjson.decode(fields[4]))
    changed('waiting', id)
    answer = 1
  end
  answers[#answers + 1] = answer
end
tell_changes(prefix)
return answers
