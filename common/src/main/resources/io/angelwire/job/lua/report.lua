-- Keeps what a running handler reports of its job: progress, and lines of its log, of which the last are kept.
-- KEYS: prefix
-- ARGV: clock, consumer, place, id, progress (JSON or empty), how many lines to keep, then per line: text
-- Returns: -1 (lease lost), 1, or 0 (the job is not held any more)
-- include: lease, jobs, lanes, changes
local prefix, consumer, place, id = KEYS[1], ARGV[2], ARGV[3], ARGV[4]
if not holds_lease(prefix, consumer) then
  return LEASE_LOST
end
local at, ending = find(prefix, id)
if at ~= place or ending then
  return 0
end
local hash = prefix .. 'job:' .. id
if ARGV[5] ~= '' then
  redis.call('HSET', hash, 'progress', ARGV[5])
  changed('progress', id, ARGV[5])
end
if #ARGV > 6 then
  local lines = {}
  for line in string.gmatch(redis.call('HGET', hash, 'log') or '', '[^\n]+') do
    lines[#lines + 1] = line
  end
  for i = 7, #ARGV do
    lines[#lines + 1] = ARGV[i]
  end
  redis.call('HSET', hash, 'log', table.concat(lines, '\n', math.max(#lines - tonumber(ARGV[6]) + 1, 1)))
end
tell_changes(prefix)
return 1
