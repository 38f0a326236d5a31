"""Media: photographs and short videos as they are sent, turned into what is kept. Pure: bytes in, bytes and facts out.

Law: nothing of a file is kept as it came. A picture is decoded and written anew, a video is taken apart and only its
picture and its sound are put together again; what the file said of its time and place is read first and then gone.
"""
