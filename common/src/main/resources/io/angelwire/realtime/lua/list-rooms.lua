-- Lists rooms with their connections on all nodes, in the order of their names; see report-rooms.lua.
--
-- KEYS[1] directory  prefix of the keys
-- ARGV[1] after  names behind this one; empty from the first
-- ARGV[2] most   rooms at most
-- ARGV[3] only   this room alone; empty for all
--
-- Returns name and connections of each room, alternating

local directory = KEYS[1]
local after, most, only = ARGV[1], tonumber(ARGV[2]), ARGV[3]

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nodes = redis.call('ZRANGEBYSCORE', directory .. ':nodes', '(' .. now, '+inf')

local rooms = {}
if only ~= '' then
  rooms[1] = only
else
  local seen = {}
  local from = after == '' and '-' or '(' .. after
  for _, node in ipairs(nodes) do
    for _, room in ipairs(redis.call('ZRANGEBYLEX', directory .. ':names:' .. node, from, '+', 'LIMIT', 0, most)) do
      if not seen[room] then
        seen[room] = true
        rooms[#rooms + 1] = room
      end
    end
  end
  table.sort(rooms)
end

local page = {}
for i = 1, math.min(#rooms, most) do
  local connections = 0
  for _, node in ipairs(nodes) do
    connections = connections + tonumber(redis.call('HGET', directory .. ':counts:' .. node, rooms[i]) or 0)
  end
  page[#page + 1] = rooms[i]
  page[#page + 1] = connections
end
return page
