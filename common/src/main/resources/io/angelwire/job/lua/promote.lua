-- Lets delayed jobs run now.
-- KEYS: prefix
-- ARGV: clock, then per job: id
-- Returns: per job 1 (waiting now) or 0 (it is not delayed)
-- include: clock, jobs, lanes, changes, keys, links
local prefix = KEYS[1]
local answers = {}
for i = 2, #ARGV do
  local id, answer = ARGV[i], 0
  local hash = prefix .. 'job:' .. id
  if find(prefix, id) == 'd' then
    local fields = redis.call('HMGET', hash, 'lane', 'job', 'links')
    redis.call('ZREM', prefix .. 'delayed', id)
    redis.call('HDEL', hash, 'lane', 'job')
    make_ready(prefix, fields[1], id, fields[2], fields[3] and cjson.decode(fields[3]))
    changed('waiting', id)
    answer = 1
  end
  answers[#answers + 1] = answer
end
tell_changes(prefix)
return answers
