-- Shows jobs by their ids.
-- KEYS: prefix
-- ARGV: clock, then per job: id
-- Returns: per known job: {id, state, content, due (ms), {name, value, …}} (see describe.lua)
-- include: jobs, lanes, describe
local prefix = KEYS[1]
local found = {}
for i = 2, #ARGV do
  found[#found + 1] = describe(prefix, ARGV[i])
end
return found
