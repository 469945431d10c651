-- Shows the newest of the jobs that wait, newest first, without their payloads: of every lane, and of the lines of some keys.
-- KEYS: prefix
-- ARGV: clock, most jobs
-- Returns: per job as list-jobs.lua
-- include: jobs, lanes, describe
local prefix, most = KEYS[1], tonumber(ARGV[2])
local MOST_BYTES = 1048576
local found, read = {}, 0

local function add(id)
  local shown, bytes = outline(prefix, id)
  read = read + bytes
  if shown then
    found[#found + 1] = { tonumber(string.match(shown[3], '^%d+ %d+ (%d+) ')) or 0, #found, shown }
  end
end

for _, lane in ipairs(LANES) do
  local key, to, looked = prefix .. lane[2], '+', 0
  local from = '(' .. last_delivered_of(key)
  read = 0
  -- One by one: an entry comes with its payload.
  while to and looked < most and read < MOST_BYTES do
    local entry = redis.call('XREVRANGE', key, to, from, 'COUNT', 1)[1]
    if entry then
      add(entry[2][1])
      looked = looked + 1
    end
    to = entry and '(' .. entry[1]
  end
end
read = 0
for _, key in ipairs(redis.call('ZREVRANGEBYLEX', prefix .. 'keys:lined', '+', '-', 'LIMIT', 0, most)) do
  local id = redis.call('ZRANGE', prefix .. 'key:' .. key, -1, -1)[1]
  if id and read < MOST_BYTES then
    add(id)
  end
end
table.sort(found, function(a, b)
  if a[1] == b[1] then
    return a[2] < b[2]
  end
  return a[1] > b[1]
end)
local newest = {}
for i = 1, math.min(most, #found) do
  newest[i] = found[i][3]
end
return newest
