require_relative 'rest-client'
